"""The measures: frames in, frames out, no input or output of their own."""

"""The charts: values in, a Vega-Lite specification out. Each module is named after the picture it draws."""

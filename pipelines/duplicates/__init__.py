"""Which advertisements are one vacancy: signed when they are read, judged pair by pair, joined without bridging."""

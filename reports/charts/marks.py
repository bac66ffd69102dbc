"""Words that charts give marks of their own; the stylesheet has their colours, and puts the same shapes before them."""

CLASSES = {
    "underserved": "triangle-up",
    "balanced": "circle",
    "saturated": "square",
    "dominated": "diamond",
    "contested": "circle",
    "thin": "circle",
}
CLEAR = ("underserved", "saturated", "dominated")  # of the classes, those that stand clear of balance
TRENDS = {"rising": "triangle-up", "falling": "triangle-down", "flat": "circle", "not enough history": "circle"}
REQUIREMENTS = ("required", "preferred", "mentioned")
STATUSES = {
    "complete": "square",
    "partial": "triangle-right",
    "failed": "cross",
    "blocked": "diamond",
    "stale": "circle",
}

"""SUNY's micro-credentials, as campuses list them on pages of their own.

Cortland's list is known, by its text; the addresses of the search of the whole system, and of the list in SUNY Empire's
catalogue (a CourseLeaf), are not. A further campus is an address and a name here.
"""

from spiders.campus_pages import CampusPages


class Suny(CampusPages):
    """Each campus offers its own."""

    name = platform = "suny"
    organization, country = "State University of New York", "US"
    host, terms_url = "www2.cortland.edu", "https://www.suny.edu/microcredentials/"
    campuses = {"www2.cortland.edu": "SUNY Cortland"}
    start_urls = ["https://www2.cortland.edu/offices/extended-learning/Microcredentials"]

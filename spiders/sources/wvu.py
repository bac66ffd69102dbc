"""West Virginia University's micro-credentials and badges, outside of its academic catalogue.

Questions and answers of both sites are on record, a list of what can be earned is not: it is looked for on the first
page of each. Academic certificates stand in the catalogue, a CourseLeaf, and a row of `boards.csv`.
"""

from spiders.campus_pages import CampusPages


class Wvu(CampusPages):
    """The newer site, and the one of the badges."""

    name = platform = "wvu"
    organization, country = "West Virginia University", "US"
    host, terms_url = "microacademy.wvu.edu", "https://microacademy.wvu.edu/"
    campuses = dict.fromkeys(("microacademy.wvu.edu", "badges.wvu.edu"), organization)
    start_urls = ["https://microacademy.wvu.edu/", "https://badges.wvu.edu/"]

"""RocketJobs: Polish jobs of every trade, by the house and in the format of Just Join IT."""

from spiders.sources.justjoin_it import JustJoinIt


class RocketJobs(JustJoinIt):
    """The same list on a host of its own."""

    name = "rocketjobs"
    platform = "rocketjobs"
    host = "rocketjobs.pl"
    organization = "RocketJobs"
    terms_url = "https://rocketjobs.pl/"
    start_urls = ["https://rocketjobs.pl/api/candidate-api/offers?itemsCount=100&from=0"]
    public = "https://rocketjobs.pl/oferta-pracy/"

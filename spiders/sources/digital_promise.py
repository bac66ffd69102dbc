"""Digital Promise's micro-credentials: the pages that its catalogue's sitemap lists, as far as they mark themselves up.

Its records in the Credential Registry are the better way, and come with `credential-registry` and a key; no CTID of
Digital Promise stands in a public source. Whether its own site has a sitemap and markup, nobody has published.
"""

from spiders.platforms.schema_org import SchemaOrg


class DigitalPromise(SchemaOrg):
    """One address is known, `/explore/<name>`, whose name is cut at fifty characters: the whole address is the key."""

    name = "digital-promise"
    platform = "digital_promise"
    basis = "contested"
    host = "microcredentials.digitalpromise.org"
    board = "/explore/"
    organization = "Digital Promise"
    country = "US"
    terms_url = "https://digitalpromise.org/terms-of-use"

"""Scrapy's settings: who we are, how politely we ask, and what we do not do at all."""

import logging
import os
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from spiders.environment import Environment

ROOT = Path(__file__).parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

# Ours
_environment = Environment.of(os.environ)
CREDSCOPE_CONTACT = _environment.contact
CREDSCOPE_TEST_HOSTS = _environment.test_hosts
CREDSCOPE_MAX_PAGES = _environment.max_pages
CREDSCOPE_MAX_SECONDS = _environment.max_seconds
CREDSCOPE_HOME = os.environ.get("CREDSCOPE_HOME") or str(ROOT / "var")
CREDSCOPE_AS_OF = os.environ.get("CREDSCOPE_AS_OF") or f"{datetime.now(UTC):%Y-%m-%d}"
CREDSCOPE_MAX_DEPTH = 1_000  # links from a start address

# Scrapy's
BOT_NAME = "credscope"
SPIDER_LOADER_CLASS = "spiders.catalogue.Loader"
USER_AGENT = f"credscope/{VERSION} (labour market research; {CREDSCOPE_CONTACT})"
CONCURRENT_REQUESTS = 1  # one after the other: polite, and every run of the same answers goes the same way
CONCURRENT_ITEMS = 1  # of one answer; each more is a task that is made for every answer
WARN_ON_GENERATOR_RETURN_VALUE = False  # else the spider's source is read and parsed again for every answer
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
RETRY_TIMES = 2
RETRY_PRIORITY_ADJUST = 1
REDIRECT_MAX_TIMES = 5
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 32 * 2**20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "spiders.guard.GuardedResolver"
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy would connect where our guard cannot look
METAREFRESH_ENABLED = False
REFERER_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
STATS_DUMP = False
MEMUSAGE_ENABLED = False
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(levelname)s %(message)s"
LOG_VERSIONS: list[str] = []
_ours = logging.getLogger("spiders")  # says how it goes, in plain lines; Scrapy says only what goes wrong
_ours.setLevel(logging.INFO)
_ours.addHandler(logging.StreamHandler(sys.stdout))
_ours.propagate = False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,  # `Pace` says how long
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 700,
    "spiders.guard.Guard": 50,
    "spiders.permission.RobotsGate": 100,
    "spiders.politeness.PatientRetry": 550,  # before it lies RedirectMiddleware at 600
    "spiders.politeness.Refusals": 640,
    "spiders.recorder.Recorder": 650,
    "spiders.politeness.Pace": 800,
}
SPIDER_MIDDLEWARES = {"spiders.ledger.Outcomes": 10}
EXTENSIONS = {"spiders.ledger.Ledger": 0}

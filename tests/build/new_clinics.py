"""Facts of clinics that are not fictional, to be given to `brochures new`."""

from __future__ import annotations

REAL = {
    "US": {
        "name": "Harbor Clinic",
        "street": "1 Main St., Suite 5",
        "city": "Brooklyn",
        "region": "NY",
        "postcode": "11201",
        "phone": "(718) 400-0867",
    },
    "GB": {
        "name": "The Mill Practice",
        "street": "1 High Street",
        "city": "Leeds",
        "postcode": "LS1 4AP",
        "phone": "0113 222 4444",
    },
    "CA": {
        "name": "Clinique du Port",
        "street": "1, rue Principale",
        "city": "Montréal",
        "region": "QC",
        "postcode": "H2Y 1C6",
        "phone": "514 872-0311",
    },
    "DE": {
        "name": "Praxis am Hafen",
        "street": "Hafenstraße 1",
        "city": "Hamburg",
        "postcode": "20457",
        "phone": "040 428280",
    },
}
"""Facts that are no fictional clinic's, by country."""

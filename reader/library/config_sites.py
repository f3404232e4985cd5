"""The tables of config.toml that say what a site is given, `[cookies]` and `[logins]`, checked. Called by `config`."""

from reader.fetch.access import FROM_KEYRING, login_origin
from reader.fetch.addresses import parse_address
from reader.model.errors import ConfigError, FetchError


def checked_sites(name: str, value: object) -> dict[str, str]:
    """Return the table `[cookies]` or `[logins]`, its sites as addresses have them. Raises ConfigError."""
    if not isinstance(value, dict) or not all(isinstance(told, str) for told in value.values()):
        raise ConfigError(f'{name} must be a table of "site" = "{"file" if name == "cookies" else "keyring"}"')
    check = _cookie_site if name == "cookies" else _login_site
    try:
        return dict(check(site.strip(), told.strip()) for site, told in value.items())
    except FetchError as error:
        raise ConfigError(f"{name}: {error.message}", error.hint) from error


def _cookie_site(site: str, path: str) -> tuple[str, str]:
    address = parse_address(f"https://{site}/")
    if address.url != f"https://{address.host}/":
        raise ConfigError(f"cookies are for a site, and {site!r} is none", 'a host in quotes: "hill.example"')
    if not path.startswith(("/", "~")):
        raise ConfigError(f"cookies.{site} must be the whole path of a file", "it begins with / or ~")
    return address.host, path


def _login_site(site: str, place: str) -> tuple[str, str]:
    login_origin(site)
    if place != FROM_KEYRING and not (place.startswith("$") and place[1:].isidentifier()):
        raise ConfigError(
            f"logins.{site} must be {FROM_KEYRING} or the name of a variable",
            'the login itself has no place in a file: "keyring", or "$HILL_LOGIN"',
        )
    return site, place

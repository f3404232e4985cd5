"""Why every part of a page stayed or went. Nothing of it is loaded by ordinary cleaning."""

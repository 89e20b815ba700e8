SELECT max(imported_at)
FROM sources

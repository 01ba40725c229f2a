# Trips as files
export-csv = Download as CSV
export-json = Download as JSON
export-trip-json = Download as JSON
export-reference = Reference
export-status = Status
export-owner = Owner

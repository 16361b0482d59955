"""Writers: timelines, recommendations, digests and reports as text, Markdown, CSV and HTML."""

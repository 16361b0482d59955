"""What is written: timelines, recommendations and digests as text, Markdown and CSV."""

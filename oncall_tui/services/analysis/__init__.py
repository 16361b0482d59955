"""The analysis: reading its records out of a document, and every act that changes them (W5-W12)."""

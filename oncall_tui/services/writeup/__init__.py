"""Write-ups: what one reads of them, and every act that writes them (W1-W4, W14)."""

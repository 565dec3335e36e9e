"""The only code that speaks to the network: one file per source, none importing another."""

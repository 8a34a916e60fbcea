"""What goes into the store and comes out of it: records, the protocol of stores, what can go wrong. No SQL."""

"""What is wrong with a pack, for its author: drift from the notice, twins, uncovered clauses."""

"""The texts under docs/ as values, and the view that one site has of them."""

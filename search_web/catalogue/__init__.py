"""The catalogue (目录) that the law asks for."""

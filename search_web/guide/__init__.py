"""The guide (指南) that the law asks for."""

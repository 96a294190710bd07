"""What travels: Pack's names, request models and answer models."""

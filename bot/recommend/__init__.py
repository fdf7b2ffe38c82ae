"""From a member's taste to the films they have not seen and will love."""

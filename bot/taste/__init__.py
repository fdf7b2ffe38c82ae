"""What a member likes: verdicts, taste profiles and where they are kept."""

"""Work on what strangers sent, in processes that may be ended when it takes too much time or memory."""

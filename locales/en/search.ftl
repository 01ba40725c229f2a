# Finding trips by words.

order-relevance = Best matches first
order-changed = Changed last first
search-similar = No trip has all the words of “{ $q }”. These have words much like them.

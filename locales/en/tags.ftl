# Tags: free words that people put on trips.

field-tags = Tags
form-tags-hint = Your own words to find it by, separated by commas, such as “customer, Q3”
filter-tag = Tags
error-tag-too-long = “{ $tag }” is too long: a tag has at most { $max } characters
error-tags-too-many =
    { $over ->
        [one] A trip has at most { $max } tags: take 1 away
       *[other] A trip has at most { $max } tags: take { $over } away
    }

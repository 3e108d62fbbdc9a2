DELETE FROM source_fingerprints f USING compared_days c WHERE f.source = :source AND f.day = c.day

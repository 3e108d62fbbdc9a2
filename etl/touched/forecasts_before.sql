SELECT c.month, c.metric, c.scenario, c.value FROM changed_forecasts c WHERE c.existed

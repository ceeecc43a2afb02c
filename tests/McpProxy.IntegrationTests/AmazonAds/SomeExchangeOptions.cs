namespace McpProxy.IntegrationTests.AmazonAds;

internal sealed record SomeExchangeOptions;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Names are legal, unique, short enough, and the same every time.</summary>
public sealed class NameTests
{
    [Fact]
    public async Task Names_OfOddOperations_AreLegalUniqueAndStable()
    {
        var (longId, sameBeginning) = (new string('a', 80), new string('a', 79) + "b");
        var document = $$"""
            {
              "openapi": "3.0.0",
              "paths": {
                "/1": { "get": { "operationId": "{{longId}}" } },
                "/2": { "get": { "operationId": "{{sameBeginning}}" } },
                "/3": { "get": { "operationId": "same" } },
                "/4": { "get": { "operationId": "same" } },
                "/5": { "get": { "operationId": "SAME" } },
                "/6": { "get": { "operationId": "pets.find by/id" } },
                "/7": { "get": { "operationId": "日本語" } },
                "/8/{x}/": { "get": { } }
              }
            }
            """;
        await using var host = await ApiHost.StartAsync("\"Prefix\": \"pre\"", ("names.json", document));
        await using var again = await ApiHost.StartAsync("\"Prefix\": \"pre\"", ("names.json", document));

        Assert.Equal(host.Tools, again.Tools);
        Assert.Equal(8, host.Tools.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(host.Tools, t => Assert.Matches("^[A-Za-z0-9_-]{1,64}$", t));
        Assert.Contains("pre_pets_find_by_id", host.Tools);
        Assert.Contains("pre_get_7", host.Tools);
        Assert.Contains("pre_get_8_x", host.Tools);
        var renamed = Assert.Single(host.Reports).Entries.Where(e => e.Note.Length > 0).ToList();
        Assert.Equal(7, renamed.Count);
        Assert.Equal(2, renamed.Count(e => e.Note.Contains("longer than 64", StringComparison.Ordinal)));
    }
}

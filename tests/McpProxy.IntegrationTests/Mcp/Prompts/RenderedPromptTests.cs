using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp.Prompts;

/// <summary><c>prompts/get</c> of prompts that an upstream renders.</summary>
public sealed class RenderedPromptTests
{
    [Theory]
    [InlineData("Direct", "2026-07-28")]
    [InlineData("Sdk", "2026-07-28")]
    [InlineData("Direct", "2025-06-18")]
    [InlineData("Sdk", "2025-06-18")]
    public async Task Get_JsonPrompt_PassesThroughWithKnownMembers(string engine, string revision)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var answer = await gateway.GetAsync("rendered", """{"kind":"full","topic":"bids"}""", revision);

        Assert.Equal("Made upstream", (string)answer.Result!["description"]!);
        AssertJson("""
            [ { "role": "user", "content": { "type": "text", "text": "short form" } },
              { "role": "assistant", "content": { "type": "text", "text": "é", "annotations": { "priority": 1 } } },
              { "role": "user", "content": { "type": "image", "data": "AQID", "mimeType": "image/png" } },
              { "role": "user", "content": { "type": "audio", "data": "AQID", "mimeType": "audio/wav" } },
              { "role": "user", "content": { "type": "resource_link", "uri": "ads://1", "name": "one" } },
              { "role": "user", "content": { "type": "resource", "resource": { "uri": "ads://2", "text": "two" } } } ]
            """, answer.Result["messages"]);
        Assert.Equal(["""POST /render/full {"size":"small","topic":"bids"}"""], gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Get_JsonPromptIn2024_HasOnlyWhatThatRevisionKnows()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var contents = PromptGateway.Contents(await gateway.GetAsync("rendered", """{"kind":"full"}""", "2024-11-05"));

        Assert.Equal(["text", "text", "image", "text", "text", "resource"], contents.Select(c => (string)c["type"]!));
        Assert.Equal("See ads://1.", (string)contents[4]["text"]!);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Get_Text_BecomesOneMessage(string engine)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var answer = await gateway.GetAsync("rendered", """{"kind":"text"}""");

        AssertJson("""[{"role":"user","content":{"type":"text","text":"Do it."}}]""", answer.Result!["messages"]);
    }

    [Theory]
    [InlineData("image", "it is image/png, neither JSON nor text")]
    [InlineData("empty", "it has no array 'messages'")]
    [InlineData("array", "it is not an object")]
    [InlineData("role", "message 0: 'role' is neither 'user' nor 'assistant'")]
    [InlineData("type", "message 0: the 'type' of its content is unknown")]
    [InlineData("data", "message 0: the 'data' of image content is not base64")]
    [InlineData("resource", "message 0: a resource has neither 'text' nor a base64 'blob'")]
    public async Task Get_WhatIsNoPrompt_IsAnErrorThatSaysWhy(string kind, string why)
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var answer = await gateway.GetAsync("rendered", $$"""{"kind":"{{kind}}"}""");

        Assert.Equal(-32603, answer.Code);
        Assert.Equal("bad_prompt", (string)answer.Body!["error"]!["data"]!["code"]!);
        Assert.Contains(why, (string)answer.Body["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_MoreThanTheLimit_IsAnError()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var answer = await gateway.GetAsync("rendered", """{"kind":"large"}""");

        Assert.Equal("response_too_large", (string)answer.Body!["error"]!["data"]!["kind"]!);
    }
}

using System.Text;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Wire;

namespace McpProxy.UnitTests.Mcp.Input;

public sealed class ClientRequestsTests
{
    private readonly ClientRequests _sut = new();

    [Fact]
    public async Task TryComplete_ResultOfPendingRequest_AnswersIt()
    {
        using var request = _sut.Begin();

        Assert.True(_sut.TryComplete(Response(request.Id, """ "result":{"roots":[]} """)));

        var answer = await request.Answer;
        Assert.False(answer.IsError);
        Assert.Equal("""{"roots":[]}""", Encoding.UTF8.GetString(answer.Result.Span));
    }

    [Fact]
    public async Task TryComplete_Error_AnswersWithIt()
    {
        using var request = _sut.Begin();

        _sut.TryComplete(Response(request.Id, """ "result":{}, "error":{"code":-1,"message":"no"} """));

        Assert.True((await request.Answer).IsError);
    }

    [Fact]
    public void TryComplete_UnknownOrSecondAnswer_IsDropped()
    {
        using var request = _sut.Begin();

        Assert.False(_sut.TryComplete(Response("1", """ "result":{} """)));
        Assert.True(_sut.TryComplete(Response(request.Id, """ "result":{} """)));
        Assert.False(_sut.TryComplete(Response(request.Id, """ "result":{} """)));
    }

    [Fact]
    public void Dispose_Request_IsNotPendingAnyMore()
    {
        var request = _sut.Begin();
        Assert.Equal(1, _sut.Count);

        request.Dispose();

        Assert.Equal(0, _sut.Count);
        Assert.False(_sut.TryComplete(Response(request.Id, """ "result":{} """)));
    }

    [Fact]
    public void Begin_TwoClients_HaveDifferentIds()
    {
        using var mine = _sut.Begin();
        using var other = new ClientRequests().Begin();

        Assert.NotEqual(mine.Id, other.Id);
    }

    private static Envelope Response(string id, string members)
    {
        Assert.Null(EnvelopeReader.Read(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id}},{{members}}}"""), 64, out var envelope));
        return envelope;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using McpProxy.Mcp.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace McpProxy.UnitTests.Mcp.Http;

/// <summary>Which of several answers that nobody reads goes first.</summary>
public sealed class UnreadAnswersTests
{
    private const int Size = 100_000;

    private readonly UnreadAnswers _answers = new(NullLogger<UnreadAnswers>.Instance);

    [Fact]
    public void Flush_BeyondTheLimit_GivesUpTheOldest()
    {
        Answer[] answers = [Begin("a"), Begin("b"), Begin("c")];

        Assert.Equal([true, false, false], answers.Select(a => a.IsAborted));
    }

    [Fact]
    public void Flush_BeyondTheLimit_GivesUpTheCallersOwnFirst()
    {
        Answer[] answers = [Begin("a"), Begin("b"), Begin("b"), Begin("b")];

        Assert.Equal([false, true, true, false], answers.Select(a => a.IsAborted));
    }

    [Fact]
    public async Task Flush_AnswerThatWasRead_LeavesRoom()
    {
        var read = Begin("a");
        await read.ReadAsync();
        Answer[] answers = [read, Begin("b"), Begin("c")];

        Assert.All(answers, a => Assert.False(a.IsAborted));
    }

    [Fact]
    public void Flush_OneThatIsLargerThanTheLimit_IsSent()
    {
        var answer = Begin("a", limit: 1);

        Assert.False(answer.IsAborted);
    }

    [Fact]
    public void Flush_WithoutALimitOfTheOperator_HasRoomForABurst()
    {
        const long half = 128 * 1024 * 1024; // Of the least that the default is.
        Answer[] answers = [Begin("a", limit: null, said: half), Begin("a", limit: null, said: half)];

        Assert.All(answers, a => Assert.False(a.IsAborted));
        Begin("a", limit: null, said: 1L << 50);
        Assert.All(answers, a => Assert.True(a.IsAborted));
    }

    private Answer Begin(string caller, long? limit = 2 * Size, long said = Size)
    {
        var answer = new Answer(caller);
        answer.Sending = _answers.FlushAsync(answer.Http, said, limit).AsTask();
        return answer;
    }

    /// <summary>A response of which nothing is read until it is said.</summary>
    private sealed class Answer : IHttpRequestLifetimeFeature
    {
        private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Size / 2, resumeWriterThreshold: 1, useSynchronizationContext: false));

        public Answer(string caller)
        {
            Http = new DefaultHttpContext();
            Http.Features.Set<IHttpRequestLifetimeFeature>(this);
            Http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_pipe.Writer.AsStream()));
            Http.Features.Set(new ExchangeCaller { Principal = caller, Scheme = "keys" });
            Http.Response.BodyWriter.Write(new byte[Size]);
        }

        public HttpContext Http { get; }

        public bool IsAborted { get; private set; }

        public Task Sending { get; set; } = Task.CompletedTask;

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;

        public async Task ReadAsync()
        {
            while (!Sending.IsCompleted)
            {
                _pipe.Reader.AdvanceTo((await _pipe.Reader.ReadAsync()).Buffer.End);
            }
        }
    }
}

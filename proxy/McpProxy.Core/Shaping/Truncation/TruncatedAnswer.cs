using McpProxy.Context;
using McpProxy.Shaping.Continuation;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping.Truncation;

/// <summary>The exchange whose answer is shortened.</summary>
/// <param name="context">The exchange.</param>
/// <param name="begin">Begins to shorten it.</param>
/// <param name="announced">The length that the upstream announced of what is read; null when unknown.</param>
/// <param name="malformed">Is told when the answer is not JSON, and from which byte on.</param>
internal sealed class TruncatedAnswer(HttpContext context, Func<RestOfAnswer?, ITruncator> begin, long? announced, Action<HttpContext, long> malformed)
{
    /// <summary>A body announced to be no longer comes at once: it is shortened whole before anything of it leaves.</summary>
    private const int Small = 64 * 1024;

    private const string RowsTruncated = "rows_truncated";

    /// <summary>The whole answer, if it is kept.</summary>
    public RestOfAnswer? Rest { get; init; }

    /// <summary>Whether to wait for the end.</summary>
    public bool Gathers => announced <= Small;

    /// <summary>Begins to shorten it.</summary>
    public ITruncator Begin() => begin(Rest);

    /// <summary>Says what the shortened answer cannot say itself: in a header while there is time for one, else in a trailer; in the result of a tool.</summary>
    public void Tell(string notice)
    {
        ProxyExchange.Get(context)?.AddNotice(RowsTruncated, notice);
        if (context.Response.HasStarted && context.Response.SupportsTrailers())
        {
            context.Response.AppendTrailer(ContextNames.NoticeHeader, RowsTruncated);
        }
    }

    /// <summary>Announces the length of an answer of which nothing has left.</summary>
    public void Announce(int length)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentLength = length;
        }
    }

    /// <summary>Makes an error of the answer, if nothing of it has left.</summary>
    /// <param name="at">From which byte on it is not JSON.</param>
    public IOException Fail(long at)
    {
        malformed(context, at);
        Fail(new ProxyError(ProxyErrorKind.UpstreamHttp, "malformed_json", $"The upstream's answer is not valid JSON from byte {at} on."));
        return new IOException("The upstream's answer is not valid JSON.");
    }

    /// <summary>Makes an error of the answer, if nothing of it has left.</summary>
    /// <param name="reason">Why it cannot be decoded.</param>
    public void Fail(BodyCodingException reason) => Fail(new ProxyError(reason.Kind, reason.Code, reason.Message));

    private void Fail(ProxyError error) => ProxyExchange.Get(context)?.Fail(context, error with { Status = StatusCodes.Status502BadGateway });
}

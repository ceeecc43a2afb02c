using McpProxy.Shaping.Continuation;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping.Truncation;

/// <summary>The exchange whose answer is shortened.</summary>
/// <param name="context">The exchange.</param>
/// <param name="rules">What is kept.</param>
/// <param name="announced">The length that the upstream announced of what is read; null when unknown.</param>
/// <param name="malformed">Is told when the answer is not JSON, and from which byte on.</param>
internal sealed class TruncatedAnswer(HttpContext context, TruncationRules rules, long? announced, Action<HttpContext, long> malformed)
{
    /// <summary>A body announced to be no longer comes at once: it is shortened whole before anything of it leaves.</summary>
    private const int Small = 64 * 1024;

    public TruncationRules Rules => rules;

    /// <summary>The whole answer, if it is kept.</summary>
    public RestOfAnswer? Rest { get; init; }

    /// <summary>Whether to wait for the end.</summary>
    public bool Gathers => announced <= Small;

    /// <summary>Announces the length of an answer of which nothing has left.</summary>
    public void Announce(int length)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentLength = length;
        }
    }

    /// <summary>Makes an error of the answer, if nothing of it has left.</summary>
    public IOException Fail(long at)
    {
        malformed(context, at);
        ProxyExchange.Get(context)?.Fail(context, new ProxyError(ProxyErrorKind.UpstreamHttp, "malformed_json", $"The upstream's answer is not valid JSON from byte {at} on.")
        {
            Status = StatusCodes.Status502BadGateway,
        });
        return new IOException("The upstream's answer is not valid JSON.");
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Hosting;

/// <summary>What endpoints do that serve ranges of bytes and of nothing else.</summary>
public static class ByteRanges
{
    /// <summary>
    /// Takes ranges in other units out of a request, so that the whole is answered, as RFC 9110, section 14.2 wants it. ASP.NET Core takes
    /// every unit for bytes.
    /// </summary>
    /// <param name="request">The request, before a result with ranges runs.</param>
    public static void IgnoreOtherUnits(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range) && !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Remove(HeaderNames.Range);
        }
    }
}

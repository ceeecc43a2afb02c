using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>What a request says of its body and of the answers it takes.</summary>
internal static class MediaTypes
{
    /// <summary>Whether the body is JSON in UTF-8. Other types are refused also because browsers send some without a preflight.</summary>
    public static bool IsJson(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        var parameters = type.IndexOf(';');
        if (parameters < 0)
        {
            return type.Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
        }

        return type[..parameters].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) && IsUtf8(type[(parameters + 1)..]);
    }

    /// <summary>Whether the body is sent as it is. A host that decompresses requests takes the header away.</summary>
    public static bool IsPlain(HttpRequest request)
    {
        var encodings = request.Headers.ContentEncoding;
        return encodings.Count == 0 || (encodings.Count == 1 && "identity".Equals(encodings[0], StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a POST takes both kinds of answer, as every client must.</summary>
    public static bool AcceptsAnswers(HttpRequest request) => Accepts(request, "application/json") && Accepts(request, "text/event-stream");

    public static bool AcceptsEvents(HttpRequest request) => Accepts(request, "text/event-stream");

    private static bool Accepts(HttpRequest request, string type)
    {
        foreach (var line in request.Headers.Accept)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                if (Covers(line.AsSpan()[range], type))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether one media range, such as <c>text/*;q=0.5</c>, covers a type.</summary>
    private static bool Covers(ReadOnlySpan<char> range, ReadOnlySpan<char> type)
    {
        var parameters = range.IndexOf(';');
        if (parameters >= 0)
        {
            if (IsRefused(range[(parameters + 1)..]))
            {
                return false;
            }

            range = range[..parameters];
        }

        range = range.Trim();
        return range.Equals(type, StringComparison.OrdinalIgnoreCase)
            || range is "*/*"
            || (range.EndsWith("/*") && type.StartsWith(range[..^1], StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsRefused(ReadOnlySpan<char> parameters)
    {
        foreach (var part in parameters.Split(';'))
        {
            var parameter = parameters[part].Trim();
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                return parameter[2..].TrimEnd('0').TrimEnd('.') is "" or "0";
            }
        }

        return false;
    }

    private static bool IsUtf8(ReadOnlySpan<char> parameters)
    {
        foreach (var part in parameters.Split(';'))
        {
            var parameter = parameters[part].Trim();
            if (parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
            {
                return parameter["charset=".Length..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
            }
        }

        return true;
    }
}

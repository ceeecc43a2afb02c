using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.QueryTime;

/// <summary>Writes times in the query as the upstream wants them. A query without such times, or with good ones, is sent byte for byte as it came.</summary>
internal sealed class QueryTimeTransform(QueryTimeOptions options) : RequestTransform
{
    private const int LongestTime = 64;

    private readonly string[] _parameters = [.. options.Parameters];
    private readonly PathPattern[] _paths = PathPattern.ParseAll(options.Paths);
    private readonly string _format = options.Format;

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.Query.QueryString.Value is { Length: > 1 } query
            && (_paths.Length == 0 || PathPattern.AnyMatches(_paths, context.Path.Value.AsSpan().Trim('/'))))
        {
            foreach (var pair in new QueryStringEnumerable(query))
            {
                if (NameOf(pair.DecodeName().Span) is { } name && !TryRewrite(context, name, pair.DecodeValue().Span))
                {
                    (ProxyExchange.Get(context.HttpContext) ?? new ProxyExchange()).Fail(context.HttpContext, Unreadable(name));
                    break;
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private string? NameOf(ReadOnlySpan<char> name)
    {
        foreach (var parameter in _parameters)
        {
            if (name.SequenceEqual(parameter))
            {
                return parameter;
            }
        }

        return null;
    }

    private bool TryRewrite(RequestTransformContext context, string name, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return true;
        }

        if (!TimeText.TryRead(value, out var time))
        {
            return false;
        }

        Span<char> written = stackalloc char[LongestTime];
        if (time.UtcDateTime.TryFormat(written, out var length, _format, CultureInfo.InvariantCulture) && value.SequenceEqual(written[..length]))
        {
            return true;
        }

        // From here on YARP writes the query anew.
        context.Query.Collection[name] = time.UtcDateTime.ToString(_format, CultureInfo.InvariantCulture);
        return true;
    }

    private static ProxyError Unreadable(string name) =>
        new(ProxyErrorKind.InvalidArguments, "invalid_time", $"The request was not sent: the value of '{name}' is not a time.") { Hint = $"Write it as {TimeText.Forms}." };
}

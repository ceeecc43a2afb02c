using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>Checks that the <c>Mcp-Param-*</c> headers of a call repeat the arguments that the tool's schema annotates with <c>x-mcp-header</c>.</summary>
internal static class ParameterHeaders
{
    /// <summary>Largest integer that every JSON implementation holds exactly.</summary>
    private const decimal MaxSafeInteger = 9_007_199_254_740_991m;

    /// <summary>The envelope has been read up to <c>Mcp:Limits:MaxJsonDepth</c>; no bound of the reader's own comes on top.</summary>
    private static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Checks one call.</summary>
    /// <param name="parameters">The annotated arguments of the tool.</param>
    /// <param name="arguments">UTF-8 JSON object of the arguments, or empty.</param>
    /// <param name="headers">The headers of the request.</param>
    /// <returns>What does not fit, or null.</returns>
    public static string? Check(ImmutableArray<McpHeaderParameter> parameters, ReadOnlySpan<byte> arguments, IHeaderDictionary headers)
    {
        foreach (var parameter in parameters)
        {
            if (CheckOne(parameter, arguments, headers) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? CheckOne(McpHeaderParameter parameter, ReadOnlySpan<byte> arguments, IHeaderDictionary headers)
    {
        var reader = new Utf8JsonReader(arguments, _anyDepth);
        var inBody = Find(ref reader, arguments, parameter.Path.AsSpan());
        if (!headers.TryGetValue(parameter.HeaderName, out var values))
        {
            return inBody ? $"{parameter.HeaderName} is required because the call has that argument." : null;
        }

        if (!inBody)
        {
            return $"{parameter.HeaderName} was sent, but the call has no such argument.";
        }

        if (values.Count != 1 || !HeaderText.TryDecode(values.ToString(), out var text))
        {
            return $"{parameter.HeaderName} is not a valid header value.";
        }

        return Matches(ref reader, text) ? null : $"{parameter.HeaderName} differs from the argument.";
    }

    /// <summary>Moves a reader to the value at a path; false when it is absent or null.</summary>
    public static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> arguments, ReadOnlySpan<ReadOnlyMemory<byte>> path)
    {
        if (arguments.IsEmpty || !reader.Read())
        {
            return false;
        }

        foreach (var name in path)
        {
            if (reader.TokenType != JsonTokenType.StartObject || !FindMember(ref reader, name.Span))
            {
                return false;
            }
        }

        return reader.TokenType != JsonTokenType.Null;
    }

    private static bool FindMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool Matches(ref Utf8JsonReader value, string text) => value.TokenType switch
    {
        JsonTokenType.String => value.ValueTextEquals(text),
        JsonTokenType.True => text == "true",
        JsonTokenType.False => text == "false",
        JsonTokenType.Number => value.TryGetDecimal(out var number) && NumberMatches(number, text),
        _ => false,
    };

    private static bool NumberMatches(decimal number, string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var other)
        && number == other
        && Math.Abs(number) <= MaxSafeInteger;
}

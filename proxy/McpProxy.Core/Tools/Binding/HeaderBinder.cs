using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Tools.Binding;

/// <summary>Sets header and cookie arguments. Values are visible ASCII and blanks; line breaks and NUL never pass (RFC 9110, section 5.5).</summary>
internal static class HeaderBinder
{
    private const string Problem = "a header holds visible ASCII characters and blanks only";

    public static BindingProblem? Bind(RequestTemplate template, ReadOnlySpan<ArgumentValue> values, BoundRequest request)
    {
        foreach (var (name, value) in template.FixedHeaders)
        {
            request.Headers[name] = value;
        }

        foreach (var parameter in template.Headers)
        {
            var value = values[parameter.Ordinal];
            if (!value.IsPresent || value.Kind == JsonTokenType.Null)
            {
                continue;
            }

            var text = ToText(parameter, value);
            if (!IsFieldValue(text))
            {
                return new BindingProblem(parameter.Name, Problem);
            }

            request.Headers[parameter.WireName] = text;
        }

        return template.Cookies.Length == 0 ? null : BindCookies(template, values, request.Headers);
    }

    private static BindingProblem? BindCookies(RequestTemplate template, ReadOnlySpan<ArgumentValue> values, IHeaderDictionary headers)
    {
        var cookies = new StringBuilder();
        foreach (var parameter in template.Cookies)
        {
            var value = values[parameter.Ordinal];
            if (!value.IsPresent || value.Kind == JsonTokenType.Null)
            {
                continue;
            }

            if (!parameter.AsJson && value.HasLoneSurrogate)
            {
                return new BindingProblem(parameter.Name, "it holds half of a surrogate pair");
            }

            cookies.Append(cookies.Length == 0 ? "" : "; ").Append(parameter.WireName).Append('=').Append(Uri.EscapeDataString(ToText(parameter, value)));
        }

        if (cookies.Length > 0)
        {
            headers.Cookie = cookies.ToString();
        }

        return null;
    }

    /// <summary>OpenAPI style <c>simple</c>: items joined by commas, members as <c>k,v</c> or, exploded, <c>k=v</c>.</summary>
    private static string ToText(ParameterBinding parameter, ArgumentValue value)
    {
        if (parameter.AsJson)
        {
            return JsonLine.Of(value.Raw.Span);
        }

        if (value.Kind is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return value.ToText();
        }

        var text = new StringBuilder();
        var isObject = value.Kind == JsonTokenType.StartObject;
        var end = value.Tape.Next(value.Node);
        for (var node = value.Node + 1; node < end; node = value.Tape.Next(node))
        {
            text.Append(text.Length == 0 ? "" : ",").Append(value.At(node).ToText());
            if (isObject)
            {
                node++;
                text.Append(parameter.Explode ? '=' : ',').Append(value.At(node).ToText());
            }
        }

        return text.ToString();
    }

    private static bool IsFieldValue(string text)
    {
        foreach (var c in text)
        {
            if (c is (< ' ' or > '~') and not '\t')
            {
                return false;
            }
        }

        return text.Length == 0 || (!char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]));
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Dispatch;

namespace McpProxy.Tools.Binding;

/// <summary>Writes <c>multipart/form-data</c> (RFC 7578): fields as text, files as they are decoded from base64 when the body is read.</summary>
internal static class MultipartBodyWriter
{
    public static BindingProblem? Write(BoundRequest request, ParameterBinding[] form, ReadOnlySpan<ArgumentValue> values)
    {
        // 128 random bits: no value can hold the boundary but by guessing it.
        var boundary = "mcpproxy-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var output = request.Body!; // made by the caller
        foreach (var parameter in form)
        {
            if (values[parameter.Ordinal] is not { IsPresent: true } value || value.Kind == JsonTokenType.Null)
            {
                continue;
            }

            if (WriteParts(request, boundary, parameter, value) is { } problem)
            {
                return new BindingProblem(parameter.Name, problem);
            }
        }

        output.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        request.ContentType = $"multipart/form-data; boundary={boundary}";
        return null;
    }

    private static string? WriteParts(BoundRequest request, string boundary, ParameterBinding parameter, ArgumentValue value)
    {
        if (value.Kind != JsonTokenType.StartArray || parameter.AsJson)
        {
            return WritePart(request, boundary, parameter, value);
        }

        var end = value.Tape.Next(value.Node);
        var number = 1;
        for (var node = value.Node + 1; node < end; node = value.Tape.Next(node))
        {
            if (WritePart(request, boundary, parameter, value.At(node)) is { } problem)
            {
                return $"item {number}: {problem}";
            }

            number++;
        }

        return null;
    }

    private static string? WritePart(BoundRequest request, string boundary, ParameterBinding parameter, ArgumentValue value)
    {
        var output = request.Body!; // made by the caller
        var file = parameter.Location == ParameterLocation.File;
        var disposition = $"Content-Disposition: form-data; name=\"{Quote(parameter.WireName)}\"" + (file ? $"; filename=\"{Quote(parameter.FileName)}\"" : "");
        output.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\n{disposition}\r\n"));
        if (file || parameter.ContentType is not null)
        {
            output.Write(Encoding.ASCII.GetBytes($"Content-Type: {parameter.ContentType ?? "application/octet-stream"}\r\n"));
        }
        else if (value.Kind is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            output.Write("Content-Type: application/json\r\n"u8);
        }

        output.Write("\r\n"u8);
        var problem = file ? FileContent.Attach(request, value) : WriteText(output, parameter, value);
        output.Write("\r\n"u8);
        return problem;
    }

    private static string? WriteText(PooledBuffer output, ParameterBinding parameter, ArgumentValue value)
    {
        if (value.Kind == JsonTokenType.String && value.HasLoneSurrogate)
        {
            return "it holds half of a surrogate pair";
        }

        output.Write(parameter.AsJson ? value.Raw.Span : Encoding.UTF8.GetBytes(value.ToText()));
        return null;
    }

    /// <summary>Quotes a name as browsers do (WHATWG HTML, multipart/form-data encoding).</summary>
    private static string Quote(string name) => name
        .Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}

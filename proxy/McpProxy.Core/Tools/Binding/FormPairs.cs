using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Binding;

/// <summary>Writes <c>name=value</c> pairs for queries and urlencoded bodies, arrays and objects by OpenAPI's style and explode.</summary>
internal ref struct FormPairs(PooledBuffer output, FrozenSet<string> reserved)
{
    private bool _separate = output.Length > 0;
    private bool _allowReserved;

    /// <summary>Writes one argument; null values are left out.</summary>
    /// <returns>Null, or why the value cannot be written.</returns>
    public string? Write(ParameterBinding parameter, ArgumentValue value)
    {
        _allowReserved = parameter.AllowReserved;
        switch (value.Kind)
        {
            case JsonTokenType.Null:
                return null;
            case var _ when parameter.AsJson:
                StartPair(parameter.EncodedName);
                Encode(Encoding.ASCII.GetBytes(JsonLine.Of(value.Raw.Span)));
                return null;
            case JsonTokenType.StartArray:
                return WriteArray(parameter, value);
            case JsonTokenType.StartObject:
                return WriteObject(parameter, value);
            default:
                StartPair(parameter.EncodedName);
                return WriteValue(value);
        }
    }

    /// <summary>Writes a member that no parameter names: plain values as they are, lists one pair per item.</summary>
    public string? WriteUndeclared(JsonTape tape, int name, int value)
    {
        if (tape.HasLoneSurrogate(name))
        {
            return "its name holds half of a surrogate pair";
        }

        if (reserved.Contains(tape.GetString(name)))
        {
            return Taken(tape.GetString(name));
        }

        var parameter = new ParameterBinding
        {
            Ordinal = -1,
            Name = "",
            NameUtf8 = [],
            Location = ParameterLocation.Query,
            WireName = "",
            Style = ParameterStyle.Form,
            Explode = true,
            EncodedName = Encoding.ASCII.GetBytes(FormEncoder.Encode(tape.GetString(name))),
        };
        var argument = new ArgumentValue(tape, value);
        if (argument.Kind != JsonTokenType.StartObject)
        {
            return Write(parameter, argument);
        }

        StartPair(parameter.EncodedName);
        return WriteValue(argument);
    }

    private string? WriteArray(ParameterBinding parameter, ArgumentValue array)
    {
        var first = true;
        var end = array.Tape.Next(array.Node);
        for (var node = array.Node + 1; node < end; node = array.Tape.Next(node))
        {
            if (first || (parameter.Explode && parameter.Style == ParameterStyle.Form))
            {
                StartPair(parameter.EncodedName);
            }
            else
            {
                output.Write(Delimiter(parameter.Style));
            }

            first = false;
            if (WriteValue(array.At(node)) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? WriteObject(ParameterBinding parameter, ArgumentValue value)
    {
        var first = true;
        var end = value.Tape.Next(value.Node);
        for (var name = value.Node + 1; name < end; name = value.Tape.Next(name + 1))
        {
            var problem = WriteMember(parameter, value.At(name), value.At(name + 1), first);
            first = false;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private string? WriteMember(ParameterBinding parameter, ArgumentValue name, ArgumentValue value, bool first)
    {
        if (parameter.Style == ParameterStyle.DeepObject)
        {
            StartPair(parameter.EncodedName, equals: false);
            output.Write("%5B"u8);
            var bad = WriteValue(name);
            output.Write("%5D="u8);
            return bad ?? WriteValue(value);
        }

        if (parameter.Explode)
        {
            if (reserved.Contains(name.ToText()))
            {
                return Taken(name.ToText());
            }

            Separate();
            var bad = WriteValue(name);
            output.WriteByte((byte)'=');
            return bad ?? WriteValue(value);
        }

        if (first)
        {
            StartPair(parameter.EncodedName);
        }
        else
        {
            output.Write(Delimiter(parameter.Style));
        }

        var problem = WriteValue(name);
        output.Write(Delimiter(parameter.Style));
        return problem ?? WriteValue(value);
    }

    private void StartPair(ReadOnlySpan<byte> encodedName, bool equals = true)
    {
        Separate();
        output.Write(encodedName);
        if (equals)
        {
            output.WriteByte((byte)'=');
        }
    }

    private void Separate()
    {
        if (_separate)
        {
            output.WriteByte((byte)'&');
        }

        _separate = true;
    }

    private readonly string? WriteValue(ArgumentValue value)
    {
        if (value.Kind is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            Encode(value.Raw.Span);
            return null;
        }

        if (!value.Tape.HasEscapes(value.Node))
        {
            Encode(value.Tape.EscapedText(value.Node));
            return null;
        }

        if (value.Tape.HasLoneSurrogate(value.Node))
        {
            return "it holds half of a surrogate pair";
        }

        Encode(Encoding.UTF8.GetBytes(value.Tape.GetString(value.Node)));
        return null;
    }

    private readonly void Encode(ReadOnlySpan<byte> utf8)
    {
        if (_allowReserved)
        {
            FormEncoder.WriteReserved(output, utf8);
        }
        else
        {
            FormEncoder.Write(output, utf8);
        }
    }

    private static string Taken(string name) => $"the name '{name}' belongs to another parameter of the request";

    private static ReadOnlySpan<byte> Delimiter(ParameterStyle style) => style switch
    {
        ParameterStyle.SpaceDelimited => "%20"u8,
        ParameterStyle.PipeDelimited => "%7C"u8,
        _ => ","u8,
    };
}

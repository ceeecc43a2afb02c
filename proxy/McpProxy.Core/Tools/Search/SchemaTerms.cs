using System.Text.Json;

namespace McpProxy.Tools.Search;

/// <summary>Finds the names and descriptions of parameters in an input schema, nested ones included, up to a bound.</summary>
internal ref struct SchemaTerms(ReadOnlySpan<byte> schema, Action<string, SearchField> found)
{
    /// <summary>Deeper parameters tell little about a tool, and recursion must end.</summary>
    private const int MaxDepth = 12;

    /// <summary>Most names and descriptions of one tool: a few hundred say what it is for.</summary>
    private const int MaxTexts = 400;

    private readonly Action<string, SearchField> _found = found;
    private Utf8JsonReader _reader = new(schema, new JsonReaderOptions { MaxDepth = int.MaxValue });
    private int _left = MaxTexts;

    /// <summary>Reads them.</summary>
    /// <returns>The names of the required arguments.</returns>
    public List<string> Read()
    {
        var required = new List<string>();
        _reader.Read();
        ReadSchema(0, required);
        return required;
    }

    private void ReadSchema(int depth, List<string>? required)
    {
        if (_reader.TokenType == JsonTokenType.StartArray && depth < MaxDepth)
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                ReadSchema(depth + 1, null);
            }
        }
        else if (_reader.TokenType != JsonTokenType.StartObject || depth >= MaxDepth || _left == 0)
        {
            _reader.Skip();
        }
        else
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadKeyword(depth, required);
            }
        }
    }

    private void ReadKeyword(int depth, List<string>? required)
    {
        if (_reader.ValueTextEquals("properties"u8))
        {
            _reader.Read();
            ReadProperties(depth);
        }
        else if (_reader.ValueTextEquals("description"u8))
        {
            _reader.Read();
            if (depth > 0)
            {
                Find(SearchField.ParameterDescription);
            }

            _reader.Skip();
        }
        else if (required is not null && _reader.ValueTextEquals("required"u8))
        {
            _reader.Read();
            ReadRequired(required);
        }
        else if (IsSchema())
        {
            _reader.Read();
            ReadSchema(depth + 1, null);
        }
        else
        {
            _reader.Skip();
        }
    }

    private readonly bool IsSchema() =>
        _reader.ValueTextEquals("items"u8) || _reader.ValueTextEquals("allOf"u8) || _reader.ValueTextEquals("oneOf"u8) || _reader.ValueTextEquals("anyOf"u8);

    private void ReadProperties(int depth)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            Find(SearchField.ParameterName);
            _reader.Read();
            ReadSchema(depth + 1, null);
        }
    }

    private void ReadRequired(List<string> required)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            _reader.Skip();
            return;
        }

        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.String)
            {
                required.Add(_reader.GetString()!); // a string token has one
            }

            _reader.Skip();
        }
    }

    private void Find(SearchField field)
    {
        if (_left > 0 && _reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            _left--;
            _found(_reader.GetString()!, field);
        }
    }
}

using System.Text.Json;
using System.Text.Unicode;
using McpProxy.Shaping.Truncation;

namespace McpProxy.Mcp.Wire;

/// <summary>
/// Reads one JSON-RPC message in one pass. What does not decide how the message is treated is skipped; strings that do are
/// checked to be text, so that later reads of them cannot fail.
/// </summary>
internal ref struct EnvelopeReader
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly Envelope _envelope;
    private Utf8JsonReader _reader;
    private EnvelopeMembers _met;
    private string? _problem;

    private EnvelopeReader(ReadOnlyMemory<byte> body, int maxDepth, Envelope envelope)
    {
        _body = body;
        _envelope = envelope;
        _reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = maxDepth });
    }

    /// <summary>Reads a message.</summary>
    /// <param name="body">UTF-8 JSON; the envelope keeps slices of it.</param>
    /// <param name="maxDepth">Deepest nesting allowed.</param>
    /// <param name="envelope">What was found; on a fault, only its id is meaningful.</param>
    /// <returns>Why the message is refused, or null.</returns>
    public static McpFault? Read(ReadOnlyMemory<byte> body, int maxDepth, out Envelope envelope)
    {
        envelope = new Envelope();
        if (!Utf8.IsValid(body.Span))
        {
            return McpFault.Parse("the body is not UTF-8.");
        }

        try
        {
            return new EnvelopeReader(body, maxDepth, envelope).ReadMessage();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped surrogate without its other half.
            envelope.Id = default;
            return McpFault.Parse($"the body is not one JSON object nested at most {maxDepth} levels deep.");
        }
    }

    private McpFault? ReadMessage()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.StartArray)
        {
            return McpFault.NoBatches;
        }

        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return McpFault.InvalidRequest("a message is a JSON object.");
        }

        while (NextName())
        {
            ReadMember();
        }

        _reader.Read(); // Throws when anything follows the message.
        return Classify();
    }

    private McpFault? Classify()
    {
        if (_problem is not null)
        {
            return McpFault.InvalidRequest(_problem);
        }

        if ((_met & EnvelopeMembers.Version) == 0)
        {
            return McpFault.InvalidRequest("\"jsonrpc\" must be \"2.0\".");
        }

        if ((_met & EnvelopeMembers.Method) != 0)
        {
            _envelope.Kind = _envelope.HasId ? EnvelopeKind.Request : EnvelopeKind.Notification;
            return null;
        }

        _envelope.Kind = EnvelopeKind.Response;
        return (_met & (EnvelopeMembers.Result | EnvelopeMembers.Error)) != 0
            ? null
            : McpFault.InvalidRequest("\"method\" is missing.");
    }

    private void ReadMember()
    {
        if (_reader.ValueTextEquals("jsonrpc"u8))
        {
            Meet(EnvelopeMembers.Version);
            Require(_reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals("2.0"u8), "\"jsonrpc\" must be \"2.0\".");
            _reader.Skip();
        }
        else if (_reader.ValueTextEquals("id"u8))
        {
            Meet(EnvelopeMembers.Id);
            ReadId();
        }
        else if (_reader.ValueTextEquals("method"u8))
        {
            Meet(EnvelopeMembers.Method);
            ReadMethod();
        }
        else if (_reader.ValueTextEquals("params"u8))
        {
            Meet(EnvelopeMembers.Params);
            ReadParams();
        }
        else if (_reader.ValueTextEquals("result"u8))
        {
            Meet(EnvelopeMembers.Result);
            _envelope.Result = SliceOfText();
        }
        else if (_reader.ValueTextEquals("error"u8))
        {
            Meet(EnvelopeMembers.Error);
            _envelope.Error = SliceOfText();
        }
        else
        {
            SkipMember();
        }
    }

    private void ReadId()
    {
        var id = Slice();
        if (id.IsString || (id.Kind == JsonTokenType.Number && _reader.TryGetInt64(out _)))
        {
            _envelope.Id = id.Raw;
        }
        else
        {
            Require(false, "\"id\" must be a string or an integer.");
        }
    }

    private void ReadMethod()
    {
        var isString = _reader.TokenType == JsonTokenType.String;
        Require(isString, "\"method\" must be a string.");
        if (isString)
        {
            _envelope.Method = McpMethods.Read(ref _reader);
        }

        _envelope.MethodText = Slice();
    }

    private void ReadParams()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            Require(_reader.TokenType == JsonTokenType.Null, "\"params\" must be an object.");
            _reader.Skip();
            return;
        }

        var start = _reader.TokenStartIndex;
        while (NextName())
        {
            ReadParam();
        }

        _envelope.Params = SliceFrom(start, JsonTokenType.StartObject);
    }

    private void ReadParam()
    {
        if (_reader.ValueTextEquals("name"u8))
        {
            Meet(EnvelopeMembers.Name);
            _envelope.Name = Slice();
        }
        else if (_reader.ValueTextEquals("arguments"u8))
        {
            Meet(EnvelopeMembers.Arguments);
            _envelope.Arguments = Slice();
        }
        else if (_reader.ValueTextEquals("_meta"u8))
        {
            Meet(EnvelopeMembers.Meta);
            ReadMeta();
        }
        else if (_reader.ValueTextEquals("cursor"u8))
        {
            Meet(EnvelopeMembers.Cursor);
            _envelope.Cursor = Slice();
        }
        else
        {
            ReadRareParam();
        }
    }

    private void ReadRareParam()
    {
        if (_reader.ValueTextEquals("uri"u8))
        {
            Meet(EnvelopeMembers.Uri);
            _envelope.Uri = Slice();
        }
        else if (_reader.ValueTextEquals("taskId"u8))
        {
            Meet(EnvelopeMembers.TaskId);
            _envelope.TaskId = Slice();
        }
        else if (_reader.ValueTextEquals("protocolVersion"u8))
        {
            Meet(EnvelopeMembers.RequestedVersion);
            _envelope.RequestedVersion = Slice();
        }
        else if (_reader.ValueTextEquals("capabilities"u8))
        {
            Meet(EnvelopeMembers.Capabilities);
            _envelope.Capabilities = SliceOfText();
        }
        else if (_reader.ValueTextEquals("level"u8))
        {
            Meet(EnvelopeMembers.Level);
            _envelope.Level = Slice();
        }
        else if (_reader.ValueTextEquals("requestId"u8))
        {
            Meet(EnvelopeMembers.CancelledId);
            _envelope.CancelledId = Slice();
        }
        else if (_reader.ValueTextEquals("notifications"u8))
        {
            Meet(EnvelopeMembers.Notifications);
            _envelope.Notifications = SliceOfText();
        }
        else if (_reader.ValueTextEquals("inputResponses"u8))
        {
            Meet(EnvelopeMembers.InputResponses);
            _envelope.InputResponses = SliceOfText();
        }
        else if (_reader.ValueTextEquals("requestState"u8))
        {
            Meet(EnvelopeMembers.RequestState);
            _envelope.RequestState = Slice();
        }
        else
        {
            SkipMember();
        }
    }

    private void ReadMeta()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        while (NextName())
        {
            ReadMetaMember();
        }
    }

    private void ReadMetaMember()
    {
        if (_reader.ValueTextEquals("io.modelcontextprotocol/protocolVersion"u8))
        {
            Meet(EnvelopeMembers.MetaVersion);
            _envelope.MetaVersion = Slice();
        }
        else if (_reader.ValueTextEquals("io.modelcontextprotocol/clientCapabilities"u8))
        {
            Meet(EnvelopeMembers.ClientCapabilities);
            _envelope.ClientCapabilities = SliceOfText();
        }
        else if (_reader.ValueTextEquals("progressToken"u8))
        {
            Meet(EnvelopeMembers.ProgressToken);
            _envelope.ProgressToken = Slice();
        }
        else if (_reader.ValueTextEquals("traceparent"u8))
        {
            Meet(EnvelopeMembers.TraceParent);
            _envelope.TraceParent = Slice();
        }
        else if (_reader.ValueTextEquals("tracestate"u8))
        {
            Meet(EnvelopeMembers.TraceState);
            _envelope.TraceState = Slice();
        }
        else if (_reader.ValueTextEquals("io.modelcontextprotocol/logLevel"u8))
        {
            Meet(EnvelopeMembers.LogLevel);
            _envelope.LogLevel = Slice();
        }
        else if (_reader.ValueTextEquals("mcpproxy/context"u8))
        {
            Meet(EnvelopeMembers.Context);
            Require(_reader.TokenType is JsonTokenType.String or JsonTokenType.Null, "_meta[\"mcpproxy/context\"] must be a string.");
            _envelope.Context = Slice();
        }
        else if (_reader.ValueTextEquals("mcpproxy/maxTokens"u8))
        {
            Meet(EnvelopeMembers.MaxTokens);
            Require(_reader.TokenType == JsonTokenType.Null || (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var tokens) && tokens >= TokenEstimate.Least), "_meta[\"mcpproxy/maxTokens\"] must be an integer of 32 or more.");
            _envelope.MaxTokens = Slice();
        }
        else
        {
            SkipMember();
        }
    }

    /// <summary>Moves to the next name of the object; false at its end.</summary>
    private bool NextName() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Notes the member whose name the reader stands on, and moves to its value.</summary>
    private void Meet(EnvelopeMembers member)
    {
        if ((_met & member) != 0)
        {
            _problem ??= $"\"{_reader.GetString()}\" occurs twice.";
        }

        _met |= member;
        _reader.Read();
    }

    private void SkipMember()
    {
        _reader.Read();
        _reader.Skip();
    }

    private void Require(bool condition, string problem)
    {
        if (!condition)
        {
            _problem ??= problem;
        }
    }

    /// <summary>Takes the value the reader stands on, and moves to its last token.</summary>
    private JsonSlice Slice()
    {
        var kind = _reader.TokenType;
        var start = _reader.TokenStartIndex;
        CheckText();
        _reader.Skip();
        return SliceFrom(start, kind);
    }

    /// <summary>Takes the value the reader stands on like <see cref="Slice"/>, but checks the names and strings in it as well, because they are read later.</summary>
    private JsonSlice SliceOfText()
    {
        var kind = _reader.TokenType;
        if (kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return Slice();
        }

        var start = _reader.TokenStartIndex;
        var depth = _reader.CurrentDepth;
        while (_reader.Read() && _reader.CurrentDepth > depth)
        {
            CheckText();
        }

        return SliceFrom(start, kind);
    }

    /// <summary>Throws for half a surrogate pair, here rather than at every later read.</summary>
    private readonly void CheckText()
    {
        if (_reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && _reader.ValueIsEscaped)
        {
            _ = _reader.GetString();
        }
    }

    private readonly JsonSlice SliceFrom(long start, JsonTokenType kind) =>
        new(_body.Slice((int)start, (int)(_reader.BytesConsumed - start)), kind);
}

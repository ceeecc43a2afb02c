using McpProxy.Shaping.Json;

namespace McpProxy.Shaping.Truncation;

/// <summary>Leaves out the rest of an array or object and counts its children, by structure alone or checking every token.</summary>
internal struct ContainerSkip
{
    private readonly JsonGrammar _grammar;
    private readonly bool _checks;
    private readonly bool _isArray;
    private readonly int _depth;
    private long _begun;
    private JsonSkipper _skipper;

    /// <param name="grammar">Where the text is read; it stands behind what was kept.</param>
    /// <param name="checks">Whether to check every token.</param>
    /// <param name="isArray">Whether the container is an array.</param>
    /// <param name="open">How many arrays and objects are open inside it, itself included.</param>
    /// <param name="openObjects">How many of them are objects.</param>
    /// <param name="begun">Its children that have begun.</param>
    public ContainerSkip(JsonGrammar grammar, bool checks, bool isArray, int open, int openObjects, long begun)
    {
        _grammar = grammar;
        _checks = checks;
        _isArray = isArray;
        _depth = grammar.Depth - open + 1;
        _begun = begun;
        _skipper = new JsonSkipper(open, openObjects, grammar.InString, grammar.InString && grammar.AfterBackslash);
    }

    /// <summary>The children found so far.</summary>
    public readonly long Children => _begun + _skipper.Commas;

    /// <summary>Reads on.</summary>
    /// <returns>Whether the container has ended, its closing bracket being the last byte consumed.</returns>
    public TextProgress Skip(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (_checks)
        {
            return Check(bytes, ref at);
        }

        var ended = _skipper.Skip(bytes[at..], out var consumed);
        at += consumed;
        if (!ended)
        {
            return TextProgress.Unfinished;
        }

        _grammar.LeaveSkipped(_depth);
        return _skipper.IsBalanced && bytes[at - 1] == (_isArray ? ']' : '}') ? TextProgress.Ended : TextProgress.Malformed;
    }

    private TextProgress Check(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (true)
        {
            switch (_grammar.Next(bytes, ref at))
            {
                case JsonEvent.Starved:
                    return TextProgress.Unfinished;
                case JsonEvent.Malformed:
                    return TextProgress.Malformed;
                case JsonEvent.Closed when _grammar.Depth < _depth:
                    return TextProgress.Ended;
                case JsonEvent.Value when _isArray && _grammar.Depth == _depth:
                case JsonEvent.Name when !_isArray && _grammar.Depth == _depth:
                    _begun++;
                    break;
            }
        }
    }
}

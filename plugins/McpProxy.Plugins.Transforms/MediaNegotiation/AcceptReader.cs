namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>
/// Reads a list of media types, as <c>Accept</c> has it (RFC 9110, section 12.5.1): elements with parameters, commas and semicolons in
/// quoted texts. Whatever stands there, it never fails; what is no media type equals none. Allocates nothing.
/// </summary>
/// <param name="list">The header.</param>
internal ref struct AcceptReader(ReadOnlySpan<char> list)
{
    private ReadOnlySpan<char> _rest = list;
    private bool _isAtEnd = false;

    /// <summary>The element that was read, with its parameters.</summary>
    public ReadOnlySpan<char> Element { get; private set; }

    /// <summary>Its type, without parameters.</summary>
    public readonly ReadOnlySpan<char> Type => Element[..End(Element, ';')].TrimEnd();

    /// <summary>Whether its weight says that it is not wanted: <c>q=0</c>.</summary>
    public readonly bool IsUnwanted
    {
        get
        {
            var rest = Element;
            while (TryCut(ref rest))
            {
                var parameter = rest[..End(rest, ';')];
                var equals = parameter.IndexOf('=');
                if (equals >= 0 && parameter[..equals].Trim() is ['q' or 'Q'])
                {
                    return IsZero(parameter[(equals + 1)..].Trim());
                }
            }

            return false;
        }
    }

    /// <summary>Moves to the next element that is not empty.</summary>
    public bool Read()
    {
        while (!_isAtEnd)
        {
            var end = End(_rest, ',');
            Element = _rest[..end].Trim();
            _isAtEnd = end == _rest.Length;
            _rest = _isAtEnd ? default : _rest[(end + 1)..];
            if (!Element.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes on behind the next semicolon.</summary>
    private static bool TryCut(ref ReadOnlySpan<char> rest)
    {
        var end = End(rest, ';');
        var found = end < rest.Length;
        rest = found ? rest[(end + 1)..] : default;
        return found;
    }

    /// <summary>Where a character stands that is in no quoted text; the length when it is nowhere.</summary>
    private static int End(ReadOnlySpan<char> text, char separator)
    {
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted && text[i] == '\\')
            {
                i++;
            }
            else if (!isQuoted && text[i] == separator)
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>A weight has up to three digits behind the point.</summary>
    private static bool IsZero(ReadOnlySpan<char> weight) => weight is ['0'] or ['0', '.', ..] && weight[1..].TrimStart('.').TrimStart('0').IsEmpty;
}

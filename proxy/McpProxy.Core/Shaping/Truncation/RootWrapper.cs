namespace McpProxy.Shaping.Truncation;

/// <summary>
/// The object around a root that is none itself, so that a note has a place: <c>{"items":[…],"truncated":true,…}</c>. It is
/// written when something is cut; until then the root is held back.
/// </summary>
internal sealed class RootWrapper(TruncationOutput output)
{
    private long _start;
    private bool _isArray;
    private bool _isPending;
    private bool _isOpen;

    /// <summary>What stands behind this position is held back.</summary>
    public long Hold => _isPending ? _start : long.MaxValue;

    /// <summary>Says that a root begins that may need it.</summary>
    public void Consider(long start, bool isArray) => (_start, _isArray, _isPending) = (start, isArray, true);

    /// <summary>Writes its beginning, if it is still to be decided.</summary>
    public void Open()
    {
        if (_isPending)
        {
            _isPending = false;
            _isOpen = true;
            output.Insert(_start, _isArray ? "{\"items\":"u8 : "{\"value\":"u8);
        }
    }

    /// <summary>Says that the root has ended.</summary>
    /// <returns>Whether the end of the wrapper is to be written.</returns>
    public bool TryClose()
    {
        var isOpen = _isOpen;
        _isPending = _isOpen = false;
        return isOpen;
    }

    /// <summary>Decides that the root goes as it is.</summary>
    public void Release() => _isPending = false;
}

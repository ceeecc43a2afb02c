namespace McpProxy.Shaping.Truncation;

/// <summary>The part that adds members to objects that lack them.</summary>
internal sealed partial class JsonTruncator
{
    private void NoteMet(ref TruncationFrame frame, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _rules.Added.Count; i++)
        {
            var rule = _rules.Added[i];
            frame.Met |= (name.SequenceEqual(rule.Name) ? 1UL << (2 * i) : 0) | (name.SequenceEqual(rule.Beside) ? 2UL << (2 * i) : 0);
        }
    }

    /// <summary>Adds what the top frame, an object that ends here, lacks.</summary>
    private void AddMissing(ReadOnlySpan<byte> bytes, int at)
    {
        ref var frame = ref _frames.Top;
        for (var i = 0; i < _rules.Added.Count; i++)
        {
            var rule = _rules.Added[i];
            var isMissing = (frame.Paths & rule.Before) != 0 && (frame.Met & (1UL << (2 * i))) == 0 && (rule.Beside is null || (frame.Met & (2UL << (2 * i))) != 0);
            if (!isMissing || (frame.Selected != JsonSelection.All && _rules.Selection!.Enter(frame.Selected, rule.Name) != JsonSelection.All))
            {
                continue;
            }

            // Room for a comma, and for the brackets that are open.
            if (frame.Saved + rule.Text.Length + 2 + _grammar.Depth <= _rules.MaxBytes)
            {
                _kept.CopyTo(bytes, at);
                _kept.StopCopying();
                _kept.Replace(frame.Saved, frame.Kept > 0 ? ","u8 : default);
                _kept.Write(rule.Text);
                _kept.EndChild(_kept.End);
            }
        }
    }
}

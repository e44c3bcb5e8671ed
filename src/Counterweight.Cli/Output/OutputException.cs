namespace Counterweight.Cli.Output;

/// <summary>Output that failed while input was read: those who read must not take it for a fault of the input.</summary>
/// <param name="inner">What failed.</param>
internal sealed class OutputException(Exception inner) : Exception(inner.Message, inner)
{
    /// <summary>Does what writes.</summary>
    /// <exception cref="OutputException">It failed.</exception>
    public static void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(e);
        }
    }
}

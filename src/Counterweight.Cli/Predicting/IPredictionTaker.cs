namespace Counterweight.Cli.Predicting;

/// <summary>Takes predictions block by block.</summary>
internal interface IPredictionTaker
{
    /// <summary>Is told what is to come, before any rows.</summary>
    /// <param name="kept">Names of the columns that are kept.</param>
    /// <param name="classes">The classes in the order of the probabilities.</param>
    /// <exception cref="InputException">The names cannot be used.</exception>
    void Open(IReadOnlyList<string> kept, IReadOnlyList<string> classes);

    /// <summary>Takes rows.</summary>
    void Take(PredictionBlock block);
}

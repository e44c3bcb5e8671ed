using Counterweight.ML.Views;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Decisions;

/// <summary>Fits a step behind a trainer to scores of rows that the trainer has not seen, fold by fold, and then the trainer to all rows.</summary>
/// <typeparam name="TTransformer">What the trainer fits.</typeparam>
internal sealed class HeldOutEstimator<TTransformer>(IEstimator<TTransformer> trainer, ScoreEstimator step, int numberOfFolds, ulong seed) : IEstimator<TransformerChain<ITransformer>>
    where TTransformer : class, ITransformer
{
    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        var folds = RowFolds.Stratified(input, nameof(input), step.Columns.Label, numberOfFolds, seed);
        var scores = new LabelledScores(step.Columns);
        for (var fold = 0; fold < numberOfFolds; fold++)
        {
            var held = fold;
            scores.Add(trainer.Fit(folds.Where(part => part != held)).Transform(folds.Where(part => part == held)), nameof(input));
        }

        var model = trainer.Fit(input);
        return new TransformerChain<ITransformer>(model, step.Fit(scores, model.GetOutputSchema(input.Schema)));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => step.GetOutputSchema(trainer.GetOutputSchema(inputSchema));
}

namespace Counterweight.Decisions;

/// <summary>What an answer costs in a row.</summary>
internal interface IAnswerCosts
{
    double Of(int row, int label, int answer);
}

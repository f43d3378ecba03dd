"""Wording rules for advertisements: what of a text is explained by the kinds the law allows, and what the rest says.

Pure: text lines and declared facts in, issues out. The words are content (`packs/national/wording/`). Law:
《医疗广告管理办法》第六条 (only eight kinds), 第七条 (forbidden), 《广告法》第九条、第十六条.

How a text is read
1. `segment` joins a wrapped line to its label and cuts the text into clauses.
2. `explain` covers each clause with what the form and the licence declare (name, address, departments …) and with the
   grammar of hours, telephone numbers and beds. A hospital whose name holds a disease is thereby no disease.
   Headings of a paper, places for the certificate number and pictures of a script are told by `vocabulary`: what is
   made of a few words that claim nothing claims nothing.
3. What stays uncovered goes through the patterns of the pack (which name the article) and, where they are silent,
   through a small linear model over character n-grams that has seen paraphrases.
4. Everything that is still uncovered is outside the eight kinds (第六条).
"""
